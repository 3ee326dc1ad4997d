package dev.trellis.infra.aws;

import java.net.URI;
import java.nio.file.Files;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobProviderMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;

/** S3 over a temporary folder, on a free loopback port. */
record LocalObjects(BlobStoreContext blobs, S3Proxy proxy) {

    static LocalObjects start() throws Exception {
        Properties overrides = new Properties();
        overrides.setProperty(
                "jclouds.filesystem.basedir",
                Files.createTempDirectory("trellis-objects").toString());
        BlobStoreContext blobs = ContextBuilder.newBuilder(new FilesystemNio2BlobProviderMetadata())
                .credentials("local", "local")
                .overrides(overrides)
                .build(BlobStoreContext.class);
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(blobs.getBlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.NONE, "", "")
                .ignoreUnknownHeaders(true)
                .build();
        proxy.start();
        return new LocalObjects(blobs, proxy);
    }

    int port() {
        return proxy.getPort();
    }

    void close() throws Exception {
        proxy.stop();
        blobs.close();
    }
}
