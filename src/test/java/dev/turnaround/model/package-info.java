/// The model's tests: scenarios that a person can check by hand, and properties that a machine
/// tries to break.
///
/// Scenarios stand in `scenario/*.txt` among the test resources; [dev.turnaround.model.Scenario]
/// says how they are written.
@NullMarked
package dev.turnaround.model;

import org.jspecify.annotations.NullMarked;
