/// What a provider must supply, and what it is handed.
///
/// Each provider has a folder of its own below this one and holds all that is particular to it: how
/// its deliveries are signed, which words it uses, what its payloads leave out. Folders do not know
/// of each other, and nothing outside of `Main` names one.
///
/// **Invariants:** a raw body ([Delivery]) is seen by `receive` and by a provider, by nobody else;
/// what leaves a provider is a [Reading], which holds named fields only. No body, comment, path,
/// commit message or code can get past this room, because nothing in [dev.turnaround.model.Change]
/// could carry it.
@NullMarked
package dev.turnaround.provider;

import org.jspecify.annotations.NullMarked;
