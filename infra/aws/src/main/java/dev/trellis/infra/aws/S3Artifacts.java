package dev.trellis.infra.aws;

import dev.trellis.contract.port.ArtifactMissingException;
import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.wire.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Files on S3. A file up to 5 GB is one request; nothing is held in memory but what the caller holds. */
final class S3Artifacts implements ArtifactStore {

    private final Supplier<S3Client> client;
    private final String bucket;

    S3Artifacts(Supplier<S3Client> client, String bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    @Override
    public ArtifactRef put(String key, Path content) throws IOException {
        String sha256 = digest(content);
        return put(key, RequestBody.fromFile(content), sha256, Files.size(content));
    }

    private static String digest(Path content) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(content), digest)) {
            long unused = in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public ArtifactRef put(String key, byte[] content) {
        return put(key, RequestBody.fromBytes(content), Sha256.hexOf(content), content.length);
    }

    private ArtifactRef put(String key, RequestBody body, String sha256, long size) {
        var unused = AwsCall.of("S3 put of " + uriOf(key), () -> client.get()
                .putObject(r -> r.bucket(bucket).key(key).contentLength(size), body));
        return new ArtifactRef(uriOf(key), sha256, size);
    }

    @Override
    public InputStream open(String uri) {
        S3Address address = S3Address.parse(uri);
        return found(uri, "S3 get of " + uri, () -> client.get()
                .getObject(r -> r.bucket(address.bucket()).key(address.key())));
    }

    @Override
    public boolean exists(String uri) {
        S3Address address = S3Address.parse(uri);
        try {
            var unused = found(uri, "S3 head of " + uri, () -> client.get()
                    .headObject(r -> r.bucket(address.bucket()).key(address.key())));
            return true;
        } catch (ArtifactMissingException missing) {
            return false;
        }
    }

    private static <T> T found(String uri, String what, Supplier<T> request) {
        return AwsCall.of(what, () -> {
            try {
                return request.get();
            } catch (S3Exception refused) {
                throw refused.statusCode() == 404 ? new ArtifactMissingException(uri) : refused;
            }
        });
    }

    @Override
    public void delete(String uri) {
        S3Address address = S3Address.parse(uri);
        try {
            var unused = found(uri, "S3 delete of " + uri, () -> client.get()
                    .deleteObject(r -> r.bucket(address.bucket()).key(address.key())));
        } catch (ArtifactMissingException gone) {
            // Some stores answer 404 where S3 itself says nothing.
            return;
        }
    }

    @Override
    public List<ArtifactRef> list(String prefixUri, int max) {
        S3Address prefix = S3Address.parse(prefixUri);
        return AwsCall.of("S3 list of " + prefixUri, () -> client
                .get()
                .listObjectsV2Paginator(
                        r -> r.bucket(prefix.bucket()).prefix(prefix.key()).maxKeys(Math.clamp(max, 1, 1000)))
                .contents()
                .stream()
                .limit(max)
                .map(object ->
                        new ArtifactRef(new S3Address(prefix.bucket(), object.key()).toString(), null, object.size()))
                .sorted(Comparator.comparing(ArtifactRef::uri))
                .toList());
    }

    @Override
    public String uriOf(String key) {
        return new S3Address(bucket, key).toString();
    }
}
