/// Bitbucket, Cloud and Data Center: two products with one name, one signature, and no event in
/// common.
///
/// A delivery goes through four steps: [Signature] says whether the exact bytes are Bitbucket's,
/// [Webhook] tells from the event key which edition sent them, [CloudPayload] or
/// [DataCenterPayload] copies the few named fields out of the JSON, [Cloud] or [DataCenter] says
/// what they mean. [Facts] holds the identities of both: what a webhook and the API tell of one act
/// gets one identity from there.
///
/// Cloud's API is read by [CloudApi]: [CloudQuery] says what is asked for, [CloudListed] and
/// [CloudActivity] copy the named fields, [CloudHistory] says what they mean and which strands they
/// list in full.
///
/// **Invariants:**
///
/// - Nothing is parsed before its bytes are verified, and nothing at all of an event that is not
///   used.
/// - The projection is an allow-list: a field that the payloads do not name is skipped in the byte
///   array and never becomes a text. Comments, descriptions, rendered text, paths, commit messages
///   and e-mail addresses are not named.
/// - Repositories and people are known by uuid on Cloud, without the braces, and by number on Data
///   Center; pull requests by their number within the repository. Names change.
/// - Absent is unknown: what one edition or an older delivery does not tell stays null.
/// - Cloud's `updated_on` is the time of an event only in the delivery of that event.
/// - Bytes cannot make a reading throw.
@NullMarked
package dev.turnaround.provider.bitbucket;

import org.jspecify.annotations.NullMarked;
