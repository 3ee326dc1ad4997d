package dev.trellis.infra.local.service;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobProviderMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import org.jspecify.annotations.Nullable;

/** S3 on loopback: s3proxy over a folder, one sub-folder a bucket, one file an object. */
public final class ObjectServer implements CloudService {

    private final int port;
    private final Path folder;
    private @Nullable BlobStoreContext blobs;
    private @Nullable S3Proxy proxy;

    /** A server on {@code 127.0.0.1:port} that stores below {@code folder}. */
    public ObjectServer(int port, Path folder) {
        this.port = port;
        this.folder = folder;
    }

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public void start() {
        try {
            Files.createDirectories(folder);
            var overrides = new Properties();
            overrides.setProperty(
                    "jclouds.filesystem.basedir", folder.toAbsolutePath().toString());
            blobs = ContextBuilder.newBuilder(new FilesystemNio2BlobProviderMetadata())
                    .credentials("local", "local")
                    .overrides(overrides)
                    .build(BlobStoreContext.class);
            proxy = S3Proxy.builder()
                    .blobStore(blobs.getBlobStore())
                    .endpoint(URI.create("http://127.0.0.1:" + port))
                    .awsAuthentication(AuthenticationType.NONE, "", "")
                    .ignoreUnknownHeaders(true)
                    .build();
            proxy.start();
        } catch (Exception e) {
            throw new ServiceStartException("s3: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            if (proxy != null) {
                proxy.stop();
            }
        } catch (Exception e) {
            throw new IllegalStateException("s3: did not stop", e);
        } finally {
            proxy = null;
            if (blobs != null) {
                blobs.close();
                blobs = null;
            }
        }
    }
}
