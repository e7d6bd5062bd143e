/// References: which issues a text or a provider's own record points at.
///
/// Texts are read at the edge and not kept; what was found in them is. Issue keys are found before
/// anybody knows which projects exist, so what is found are candidates: `UTF-8` looks like a key.
/// Whoever knows the projects decides ([Reference#inProject]).
@NullMarked
package dev.turnaround.model.reference;

import org.jspecify.annotations.NullMarked;
