-- Purpose: the definition that each table was made with; a table whose definition changes is made anew.
-- Grain:   one row per (table_name)
-- Columns: table_name  name of the table
--          ddl_hash    hash of its create statement
create table state.table_ddl (
    table_name varchar not null,
    ddl_hash varchar not null
);
