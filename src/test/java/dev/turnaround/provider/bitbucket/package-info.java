/// Tests of Bitbucket's deliveries. Each folder below `webhook` is a case: the request as received,
/// and what is read from it; `trial` has what Data Center sends to try an address.
@NullMarked
package dev.turnaround.provider.bitbucket;

import org.jspecify.annotations.NullMarked;
