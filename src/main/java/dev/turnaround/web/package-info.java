/// The web pages and what they load: the only room that speaks HTML.
///
/// The page itself is plain ES modules under `/web/app` on the class path; it takes every number
/// from the same API as anyone else. Lit comes file by file under `/web/modules`, unpacked by the
/// build; nothing is bundled, compiled or fetched from another host.
///
/// **Invariant:** what is served was read from the class path at start. A request only looks up a
/// map, so no path that it names can reach a file.
///
/// **Invariant:** an address whose answer may be cached for ever names its version: a hash over our
/// own files, the release of a library. The page that names these addresses is never cached.
///
/// Vert.x's `StaticHandler` was rejected: it reads through a file cache on disk, and its caching is
/// one setting for all files.
@NullMarked
package dev.turnaround.web;

import org.jspecify.annotations.NullMarked;
