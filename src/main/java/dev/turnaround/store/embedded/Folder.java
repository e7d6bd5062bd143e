package dev.turnaround.store.embedded;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// What is done to a folder and everything in it.
final class Folder {
    private Folder() {}

    /// What is done to one file or folder.
    interface Act {
        void on(Path path) throws IOException;
    }

    /// Does it to the contents first and to the folder last; links are not followed.
    static void bottomUp(Path folder, Act act) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        act.on(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @Nullable IOException failure) throws IOException {
                        if (failure != null) {
                            throw failure;
                        }
                        act.on(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            bottomUp(folder, Files::delete);
        }
    }
}
