package dev.trellis.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.Sha256;
import java.util.Arrays;

/**
 * A file beside an entry: a BPMN diagram or a script. It is stored under its content's digest, so that the same content
 * is stored once and a name never changes its meaning.
 */
public final class DraftFile {

    private final String name;
    private final byte[] content;
    private final String sha256;

    public DraftFile(String name, byte[] content) {
        this.name = name;
        this.content = content.clone();
        this.sha256 = Sha256.hexOf(content);
    }

    /** The file's own name, without folders. */
    public String name() {
        return name;
    }

    public byte[] content() {
        return content.clone();
    }

    /** Lower-case hex digest of the content. */
    public String sha256() {
        return sha256;
    }

    /** The artifact key: {@code registry/sha256/DIGEST/NAME}. */
    public String key() {
        return "registry/sha256/" + sha256 + "/" + name;
    }

    /** How a document names this file in a bucket. */
    public ObjectNode reference(String bucket) {
        return JsonText.object()
                .put("uri", "s3://" + bucket + "/" + key())
                .put("sha256", sha256)
                .put("size", content.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DraftFile file && file.name.equals(name) && Arrays.equals(file.content, content);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + sha256.hashCode();
    }

    @Override
    public String toString() {
        return name + " (" + content.length + " bytes)";
    }
}
