package dev.trellis.tde.kit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.Sha256;
import dev.trellis.tde.kit.Transport.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What an executor makes of inputs that are too large for a message. */
final class Documents {
    /** Spaces between the members, so that the same inputs take more than any message may. */
    private static final int PADDING = 300 * 1024;

    static final List<Check> CHECKS = List.of(
            new Check("claim-check", Documents::claimCheck), new Check("claim-check-digest", Documents::digest));

    private static String claimCheck(Bench bench) throws Failure, Skip, IOException, InterruptedException {
        String plain = bench.outputs(bench.request());
        byte[] document = document(bench);
        String outputs = bench.outputs(referring(bench, document, Sha256.hexOf(document)));
        if (!outputs.equals(plain)) {
            throw new Failure("expected the same outputs for the same inputs by inputs_ref; they differ");
        }
        return "reads inputs of " + document.length / 1024 + " KiB by their claim check";
    }

    private static String digest(Bench bench) throws Failure, Skip, IOException, InterruptedException {
        byte[] document = document(bench);
        String other = Sha256.hexOf("another document".getBytes(StandardCharsets.UTF_8));
        Reply reply = bench.deliver(referring(bench, document, other));
        if (reply instanceof Reply.Said && !(Bench.read(reply).result() instanceof Result.Failed)) {
            throw new Failure("expected a failure: the document does not have the digest that the request names");
        }
        return "refuses a document that is not the one meant";
    }

    private static byte[] document(Bench bench) {
        String inputs = JsonText.write(bench.samples().inputs());
        return ("{" + " ".repeat(PADDING) + inputs.substring(1)).getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode referring(Bench bench, byte[] document, String sha256) throws Skip {
        String address = bench.claims()
                .put(document)
                .orElseThrow(() -> new Skip("the executor must know where documents lie: start it with "
                        + "TRELLIS_S3_ENDPOINT=http://127.0.0.1:PORT and give --claims-port PORT"));
        ObjectNode request = bench.request();
        request.remove("inputs");
        request.putObject("inputs_ref")
                .put("uri", address)
                .put("sha256", sha256)
                .put("size", document.length);
        return request;
    }

    private Documents() {}
}
