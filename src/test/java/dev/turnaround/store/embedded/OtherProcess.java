package dev.turnaround.store.embedded;

import dev.turnaround.store.Endpoint;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/// A JVM of its own that starts the server of a directory, and holds it until its input ends.
///
/// It runs in a pipeline, as under a supervisor that reads its output, and the pipeline ends when
/// nobody holds an end of the pipe any more.
///
/// @param pid the JVM's
record OtherProcess(Process pipeline, BufferedReader output, long pid) implements AutoCloseable {

    static OtherProcess on(Path dataDir) throws IOException {
        var pipeline =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "\"$@\" | cat",
                                "sh",
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                OtherProcess.class.getName(),
                                dataDir.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var output = pipeline.inputReader();
        var pid = new OtherProcess(pipeline, output, 0).says("process ");
        return new OtherProcess(pipeline, output, Long.parseLong(pid.split(" ", -1)[1]));
    }

    /// The next line that begins with one of these; its log goes to the same output.
    String says(String... beginnings) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (Stream.of(beginnings).anyMatch(line::startsWith)) {
                return line;
            }
        }
        throw new EOFException("it never said " + String.join(" or ", beginnings));
    }

    /// Whether its start was refused, and how.
    String outcome() throws IOException {
        return says("running ", "refused ");
    }

    /// Where its server is.
    Running running() throws IOException {
        var words = outcome().split(" ", -1);
        return new Running(
                Long.parseLong(words[1]),
                new Endpoint(
                        words[2],
                        Integer.parseInt(words[3]),
                        words[4],
                        words[5],
                        words[6],
                        Map.of()));
    }

    /// A server of another process.
    record Running(long pid, Endpoint endpoint) {}

    /// `kill -9` of the JVM; waits for the end of the pipeline.
    void kill() throws InterruptedException {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        pipeline.waitFor();
    }

    @Override
    public void close() throws IOException {
        pipeline.outputWriter().close();
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    /// The other side.
    public static void main(String[] arguments) throws IOException {
        System.out.println("process " + ProcessHandle.current().pid());
        try (var postgres = EmbeddedPostgres.start(Path.of(arguments[0]))) {
            var endpoint = postgres.endpoint();
            System.out.println(
                    String.join(
                            " ",
                            "running",
                            Long.toString(postgres.pid()),
                            endpoint.host(),
                            Integer.toString(endpoint.port()),
                            endpoint.database(),
                            endpoint.user(),
                            endpoint.password()));
            var end = System.in.read();
            System.out.println("ended " + end);
        } catch (EmbeddedFailure e) {
            System.out.println("refused " + e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }
}
