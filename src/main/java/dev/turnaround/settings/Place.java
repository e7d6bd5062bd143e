package dev.turnaround.settings;

/// Where a setting was given.
public sealed interface Place {
    /// A line of the configuration file, counted from 1.
    record Line(String file, int line) implements Place {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /// The file as a whole: it could not be read, or no line is to blame.
    record WholeFile(String file) implements Place {
        @Override
        public String toString() {
            return file;
        }
    }

    /// An environment variable that overrides the file.
    record Variable(String name) implements Place {
        @Override
        public String toString() {
            return name;
        }
    }
}
