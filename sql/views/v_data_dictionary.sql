-- Purpose: what every table, view, macro and column means; start here.
-- Grain:   one row per (object_name, column_no)
-- Reads:   duckdb_tables(), duckdb_views(), duckdb_columns(), duckdb_functions()
-- Columns: object_name  table, view or macro; a macro with its parameters
--          object_type  table, view or macro
--          column_no    0 for the object itself, then its columns from 1
--          column_name  null for the object itself
--          data_type    null for the object itself
--          comment      what it means
create or replace view v_data_dictionary as
with objects as (
    select schema_name, table_name as name, 'table' as object_type, comment
    from duckdb_tables() where database_name = current_database() and not internal
    union all
    select schema_name, view_name as name, 'view' as object_type, comment
    from duckdb_views() where database_name = current_database() and not internal
),

named as (
    select
        schema_name,
        name,
        case schema_name when 'main' then name else schema_name || '.' || name end as object_name,
        object_type,
        comment
    from objects
)

select object_name, object_type, 0 as column_no, null as column_name, null as data_type, comment from named
union all
select n.object_name, n.object_type, c.column_index as column_no, c.column_name, c.data_type, c.comment
from named as n
inner join duckdb_columns() as c
    on c.database_name = current_database() and c.schema_name = n.schema_name and c.table_name = n.name
union all
select
    function_name || '(' || array_to_string(parameters, ', ') || ')' as object_name,
    'macro' as object_type,
    0 as column_no,
    null as column_name,
    null as data_type,
    comment
from duckdb_functions()
where database_name = current_database() and schema_name = 'main' and function_type in ('macro', 'table_macro')
order by object_name, column_no;
