package dev.trellis.infra.memory;

import dev.trellis.contract.port.ArtifactMissingException;
import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.wire.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** Files in memory, under {@code s3://} addresses. Safe for use by several threads. */
public final class MemoryArtifacts implements ArtifactStore {

    private final String bucket;
    private final ConcurrentSkipListMap<String, byte[]> files = new ConcurrentSkipListMap<>();

    /**
     * @param bucket the platform's bucket
     */
    public MemoryArtifacts(String bucket) {
        this.bucket = bucket;
    }

    @Override
    public ArtifactRef put(String key, Path content) throws IOException {
        return put(key, Files.readAllBytes(content));
    }

    @Override
    public ArtifactRef put(String key, byte[] content) {
        byte[] copy = content.clone();
        files.put(uriOf(key), copy);
        return new ArtifactRef(uriOf(key), Sha256.hexOf(copy), (long) copy.length);
    }

    @Override
    public InputStream open(String uri) {
        if (!uri.startsWith("s3://")) {
            throw new IllegalArgumentException("expected s3://bucket/key, found " + uri);
        }
        byte[] content = files.get(uri);
        if (content == null) {
            throw new ArtifactMissingException(uri);
        }
        return new ByteArrayInputStream(content);
    }

    @Override
    public boolean exists(String uri) {
        return files.containsKey(uri);
    }

    @Override
    public void delete(String uri) {
        files.remove(uri);
    }

    @Override
    public List<ArtifactRef> list(String prefixUri, int max) {
        return files.tailMap(prefixUri).entrySet().stream()
                .takeWhile(file -> file.getKey().startsWith(prefixUri))
                .limit(max)
                .map(file -> new ArtifactRef(file.getKey(), null, (long) file.getValue().length))
                .toList();
    }

    @Override
    public String uriOf(String key) {
        return "s3://" + bucket + "/" + key;
    }
}
