package dev.turnaround.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.regex.Pattern;

/// One HTTP answer while it comes in: its status, and whether all of it is there.
///
/// Only as much of HTTP/1.1 as the candidates speak: a short answer with a length or in chunks, and
/// never two at once.
final class Answer {
    static final int UNFINISHED = 0;
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final String HEAD_END = "\r\n\r\n";
    private static final String LAST_CHUNK = "0\r\n\r\n";
    private static final Pattern LENGTH =
            Pattern.compile("\r\ncontent-length: *([0-9]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern CHUNKED =
            Pattern.compile("\r\ntransfer-encoding: *chunked", Pattern.CASE_INSENSITIVE);

    private final ByteBuffer bytes = ByteBuffer.allocate(16 * 1024);

    /// The status once the whole answer is there, [#UNFINISHED] before.
    int read(SocketChannel channel) throws IOException {
        if (channel.read(bytes) < 0) {
            throw new EOFException("the server hung up");
        }
        var text = new String(bytes.array(), 0, bytes.position(), ISO_8859_1);
        var headEnd = text.indexOf(HEAD_END);
        if (headEnd < 0 || !complete(text, headEnd)) {
            return UNFINISHED;
        }
        clear();
        return Integer.parseInt(text.substring(STATUS_AT, STATUS_AT + 3));
    }

    void clear() {
        bytes.clear();
    }

    private static boolean complete(String text, int headEnd) {
        var head = text.substring(0, headEnd);
        var length = LENGTH.matcher(head);
        if (length.find()) {
            return text.length() >= headEnd + HEAD_END.length() + Integer.parseInt(length.group(1));
        }
        return !CHUNKED.matcher(head).find() || text.endsWith(LAST_CHUNK);
    }
}
