package dev.trellis.tde.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.Locale;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Takes answers in, no more of them than policy allows: into memory, or what is to be saved into a file. */
final class Sink {
    private static final int BUFFER = 64 * 1024;

    private final HttpGuard guard;
    private final AnswerVerdict verdict;
    private final @Nullable Download download;

    Sink(HttpGuard guard, AnswerVerdict verdict, @Nullable Download download) {
        this.guard = guard;
        this.verdict = verdict;
        this.download = download;
    }

    HttpAnswer take(URI from, ClassicHttpResponse response) throws IOException {
        HttpAnswer.Head head = new HttpAnswer.Head(
                mediaType(response.getFirstHeader("Content-Type")),
                value(response.getFirstHeader("Location")),
                value(response.getFirstHeader("Retry-After")));
        int status = response.getCode();
        HttpEntity entity = response.getEntity();
        if (download != null && verdict.accepts(status)) {
            save(entity, download);
            return new HttpAnswer(status, from, head, new byte[0], download.file());
        }
        return new HttpAnswer(status, from, head, body(entity), null);
    }

    private static @Nullable String value(@Nullable Header header) {
        return header == null ? null : header.getValue();
    }

    private static @Nullable String mediaType(@Nullable Header header) {
        return header == null
                ? null
                : header.getValue().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private byte[] body(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        try (InputStream in = entity.getContent()) {
            byte[] read = in.readNBytes(guard.maxResponseBytes() + 1);
            if (read.length > guard.maxResponseBytes()) {
                throw new TooLongException(guard.maxResponseBytes());
            }
            return read;
        }
    }

    private void save(@Nullable HttpEntity entity, Download target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target.file())) {
            if (entity == null) {
                return;
            }
            try (InputStream in = entity.getContent()) {
                byte[] buffer = new byte[BUFFER];
                long size = 0;
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    size += read;
                    if (size > guard.maxFileBytes()) {
                        throw new TooLongException(guard.maxFileBytes());
                    }
                    out.write(buffer, 0, read);
                }
            }
        }
    }

    /** An answer is longer than policy allows. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLongException(long allowed) {
            super("the answer is longer than the " + allowed + " bytes allowed");
        }
    }
}
