@org.jspecify.annotations.NullMarked
package dev.turnaround.store.embedded;
