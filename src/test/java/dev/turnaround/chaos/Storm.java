package dev.turnaround.chaos;

import dev.turnaround.simulator.play.Scene;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/// What a storm is like.
///
/// @param seed of the world and of the schedule
/// @param deliveries at least so many
/// @param perSecond how many are sent where nothing keeps them
/// @param followers of the stream
/// @param blowMax how long a blow lasts at most
/// @param sentWithin when nothing more is begun, however many there are
/// @param kafka whether there is a log between door and database
/// @param folder where everything keeps its files; it exists
/// @param out where the schedule and what happens are told
record Storm(
        long seed,
        int deliveries,
        int perSecond,
        int followers,
        Duration blowMax,
        Duration sentWithin,
        boolean kafka,
        Path folder,
        PrintStream out) {
    static final String TOKEN = "ta_token-of-the-storm-of-no-consequence";
    static final Scene SCENE = Scene.GITHUB;
    static final String CONNECTION = "acme-github";
}
