package dev.trellis.infra.aws;

import dev.trellis.contract.port.ArtifactStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * How files come to a container on ECS and back: a tar each way in the bucket, reached by addresses that are signed for this one file
 * and this one time, so that the task needs no role.
 */
final class EcsFiles {
    private static final String FOLDER = "work/containers/";

    private final ArtifactStore store;
    private final Supplier<S3Presigner> presigner;
    private final String bucket;

    EcsFiles(ArtifactStore store, Supplier<S3Presigner> presigner, String bucket) {
        this.store = store;
        this.presigner = presigner;
        this.bucket = bucket;
    }

    /** Addresses that may be used for a while. */
    record Addresses(String in, String out) {}

    /** Stores the inputs of a container. */
    Addresses bring(String name, Path inputs, Duration validFor) throws IOException {
        var unused = store.put(in(name), inputs);
        String get = presigner
                .get()
                .presignGetObject(r -> r.signatureDuration(validFor)
                        .getObjectRequest(o -> o.bucket(bucket).key(in(name))))
                .url()
                .toString();
        String put = presigner
                .get()
                .presignPutObject(r -> r.signatureDuration(validFor)
                        .putObjectRequest(o -> o.bucket(bucket).key(out(name))))
                .url()
                .toString();
        return new Addresses(get, put);
    }

    /** What a container has left. */
    InputStream outputs(String name) {
        return store.open(store.uriOf(out(name)));
    }

    void forget(String name) {
        store.delete(store.uriOf(in(name)));
        store.delete(store.uriOf(out(name)));
    }

    private static String in(String name) {
        return FOLDER + name + "/in.tar";
    }

    private static String out(String name) {
        return FOLDER + name + "/out.tar";
    }
}
