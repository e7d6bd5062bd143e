package dev.turnaround.simulator.github;

/// A coloured word on a pull request.
///
/// @param color six hexadecimal digits
record GitHubLabel(long id, String name, String color) {
    private static final int COLOURS = 0x1000000;

    static GitHubLabel of(long id, String name) {
        return new GitHubLabel(
                id, name, "%06x".formatted(Math.floorMod(name.hashCode() * 31, COLOURS)));
    }

    String description() {
        return "Pull requests about " + name;
    }
}
