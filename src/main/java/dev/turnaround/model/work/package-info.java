/// Which pull requests and issues belong together: chunks and superchunks.
///
/// Two items are tied by what refers to what (`model.reference`) or by hand. A connected set of one
/// contributor is a chunk, of more than one a superchunk.
///
/// Whose an item is: a pull request is its author's; an issue its assignee's, and nobody's while
/// nobody has it. Who creates an issue often is a product manager or the support, and would make
/// nearly every chunk a superchunk. A bot is nobody: its pull request connects, but that adds
/// nobody. A person counts once whatever the account; an account without a person counts for
/// itself.
@NullMarked
package dev.turnaround.model.work;

import org.jspecify.annotations.NullMarked;
