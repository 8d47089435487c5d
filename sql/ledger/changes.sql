-- Purpose: what was written or asked for, in order, until every stage and the checks have dealt with it.
-- Grain:   one row per (change_no, stage, doc_id), repeats allowed
-- Columns: change_no  from 1, going up; rows written together share one
--          stage      whose rows of the document were written; inputs where the ledger's were; null where the document
--                     is only to be looked at again
--          doc_id     key into ledger, or a removed document; null where a corpus stage wrote its tables
create table state.changes (
    change_no bigint not null,
    stage varchar,
    doc_id varchar
);
