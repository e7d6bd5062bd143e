-- The last word of a statement that wrote fewer rows than it was to: another process was there in between. The commit is sent
-- along without waiting for an answer, so the transaction has to fail by itself.
create function stale_read() returns integer language plpgsql as $$
begin
    raise exception 'another process wrote one of them in between; the batch will be done again'
        using errcode = 'serialization_failure';
end
$$;
