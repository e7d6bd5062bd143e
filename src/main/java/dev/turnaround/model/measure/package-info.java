/// What is measured of pull requests, and sums of it that can be added to and subtracted from.
///
/// A [Measure] is one clock of one pull request. [Measures] works them out from a state, [Cells]
/// counts them by day, repository and author; what is counted is kept in histograms of logarithmic
/// [Buckets]. Pure: the same state always comes to the same measures.
@NullMarked
package dev.turnaround.model.measure;

import org.jspecify.annotations.NullMarked;
