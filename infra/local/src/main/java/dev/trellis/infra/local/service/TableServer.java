package dev.trellis.infra.local.service;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;

/** DynamoDB on loopback: DynamoDB Local over one SQLite file shared by all callers. */
public final class TableServer implements CloudService {

    private static final String NATIVE_LIBRARY = "libsqlite4java-linux-amd64.so";

    private final int port;
    private final Path folder;
    private final Path nativeFolder;
    private @Nullable Server server;
    private @Nullable LocalDynamoDBRequestHandler requests;

    /** A server on {@code 127.0.0.1:port}; data lies in {@code folder}, SQLite's native library in {@code nativeFolder}. */
    public TableServer(int port, Path folder, Path nativeFolder) {
        this.port = port;
        this.folder = folder;
        this.nativeFolder = nativeFolder;
    }

    @Override
    public String name() {
        return "dynamodb";
    }

    @Override
    public void start() {
        try {
            Files.createDirectories(folder);
            provideNativeLibrary();
            requests = new LocalDynamoDBRequestHandler(0, false, folder.toString(), true, false);
            // DynamoDB Local's own server class listens on every address; its handler under our Jetty does not.
            server = new Server(new InetSocketAddress("127.0.0.1", port));
            server.setHandler(new LocalDynamoDBServerHandler(requests, null));
            server.start();
        } catch (Exception e) {
            throw new ServiceStartException("dynamodb: " + e.getMessage(), e);
        }
    }

    private void provideNativeLibrary() throws IOException {
        Files.createDirectories(nativeFolder);
        System.setProperty("sqlite4java.library.path", nativeFolder.toString());
        Path target = nativeFolder.resolve(NATIVE_LIBRARY);
        if (Files.exists(target)) {
            return;
        }
        try (InputStream library = TableServer.class.getResourceAsStream(NATIVE_LIBRARY)) {
            if (library == null) {
                throw new IOException(NATIVE_LIBRARY + " is not in this module's jar: build infra/local again");
            }
            Files.copy(library, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() {
        try {
            if (server != null) {
                server.stop();
            }
        } catch (Exception e) {
            throw new IllegalStateException("dynamodb: did not stop", e);
        } finally {
            server = null;
            if (requests != null) {
                requests.shutdown();
                requests = null;
            }
        }
    }
}
