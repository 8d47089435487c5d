-- Purpose: input files as last read: a file whose size and mtime are the same is not read again.
-- Grain:   one row per (folder, path)
-- Columns: folder    name of the input folder; empty where there is one
--          path      path below the folder, escaped as in source_uri
--          size      bytes
--          mtime_ns  modification time; -1 where it was too recent to be trusted
--          reader_version  version of the readers that read it
create table state.files (
    folder varchar not null,
    path varchar not null,
    size bigint not null,
    mtime_ns bigint not null,
    reader_version integer not null
);
