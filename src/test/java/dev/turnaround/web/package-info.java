/// What a browser is sent.
@NullMarked
package dev.turnaround.web;

import org.jspecify.annotations.NullMarked;
