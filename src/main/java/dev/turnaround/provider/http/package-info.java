/// Calls to a provider's API over HTTP: what is the same for all of them.
///
/// Calls wait, so they are made on virtual threads. Nothing here knows of any one provider.
@NullMarked
package dev.turnaround.provider.http;

import org.jspecify.annotations.NullMarked;
