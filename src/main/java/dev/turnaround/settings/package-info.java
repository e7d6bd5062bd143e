/// What an operator says: the configuration file and the environment, read once, before anything
/// starts.
///
/// **Invariant:** either everything was understood, or every problem is reported at once and
/// nothing starts. A problem names the line (or the variable), the key and what was expected.
///
/// **Invariant:** no problem, warning or `toString` shows a secret, nor a value that may hold one.
/// That is also why the YAML parser's own messages are not passed on whole: they quote the line.
///
/// **Invariant:** no provider is named here, and no YAML type leaves this package. Which providers
/// exist is passed in; what their `auth` and their further webhook secrets mean is theirs to say,
/// with [Loaded#problem] for the line.
///
/// The file becomes nodes with line marks (SnakeYAML's `compose`), and small hand-written readers
/// turn nodes into records. Vert.x Config was rejected because it hands over a `JsonObject`: the
/// lines, duplicate keys and the text as it was written are gone by then. So was binding by
/// reflection: it knows types, but not what to tell the operator. Nothing is read by YAML's own
/// types either: `03:30` would be the number 210 and `no` a boolean.
@NullMarked
package dev.turnaround.settings;

import org.jspecify.annotations.NullMarked;
