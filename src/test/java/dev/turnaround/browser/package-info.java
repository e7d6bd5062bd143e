/// What people see: the real server, simulated providers behind it, and a real Chromium in front.
///
/// Where no Chromium or no Node is found these tests are skipped, and say so.
@NullMarked
package dev.turnaround.browser;

import org.jspecify.annotations.NullMarked;
