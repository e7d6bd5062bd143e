package dev.turnaround.store.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The right to a data directory. The operating system takes it back when the process ends, however it ends, so it is never
/// stale.
final class ServerLock implements AutoCloseable {
    private final FileChannel channel;

    private ServerLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Takes the lock, or gives nothing when another process (or another server in this one) has it.
    ///
    /// @throws EmbeddedFailure when the directory cannot be written to
    static Optional<ServerLock> take(Path dataDir) {
        try {
            var channel = FileChannel.open(file(dataDir), CREATE, READ, WRITE);
            if (lock(channel) == null) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            var pid = Long.toString(ProcessHandle.current().pid());
            channel.write(ByteBuffer.wrap(pid.getBytes(US_ASCII)), 0);
            return Optional.of(new ServerLock(channel));
        } catch (IOException denied) {
            throw new EmbeddedFailure(
                    "The data directory " + dataDir + " cannot be written to: " + denied.getMessage(),
                    denied);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ours) {
            return null;
        }
    }

    /// Who has the lock, as it wrote itself.
    static String holder(Path dataDir) {
        try {
            return Files.readString(file(dataDir), US_ASCII).strip();
        } catch (IOException gone) {
            return "unknown";
        }
    }

    private static Path file(Path dataDir) {
        return dataDir.resolve("server.lock");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // The lock ends with the process at the latest.
            return;
        }
    }
}
