-- Where the running transaction's events stand in the stream. stream_state says how positions are made.
create function transaction_position() returns bigint language sql stable as $$
    select base + (pg_current_xact_id()::text::bigint << 16) from stream_state
$$;
