/// Kafka between the door and `ingest`, where the settings ask for it.
///
/// [LogWriter] puts what the door has read into a topic and lets it answer once all replicas in
/// sync have it; [LogReader] takes it from there, hands it to `ingest` and commits an offset when
/// all before it is stored. What stands in between is an [dev.turnaround.ingest.Arrival] as
/// [EntryJson] writes it: verified, read, and nothing of the body but what is kept anyway.
///
/// An offset is committed after the transaction, so after a crash entries are read again. Each
/// carries an identity of its own that is among the receipts in the database, so that the second
/// reading changes nothing and is no second delivery.
///
/// **Invariants:** no answer of 202 before the log has it. No offset is committed before what
/// stands there is stored. What waits to be written is bounded in number and time. No event loop
/// waits for a broker.
@NullMarked
package dev.turnaround.log;

import org.jspecify.annotations.NullMarked;
