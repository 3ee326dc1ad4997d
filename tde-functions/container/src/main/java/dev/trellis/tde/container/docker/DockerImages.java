package dev.trellis.tde.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.trellis.contract.container.ContainerRefusedException;
import java.util.concurrent.TimeUnit;

/** Makes images available to an engine. */
final class DockerImages {
    private static final long PULL_SECONDS = 600;

    /** Pulls an image unless the engine has it. */
    static void require(DockerClient client, String image) throws ContainerRefusedException {
        try {
            var unused = client.inspectImageCmd(image).exec();
        } catch (NotFoundException missing) {
            pull(client, image);
        }
    }

    private static void pull(DockerClient client, String image) throws ContainerRefusedException {
        if (image.startsWith("sha256:")) {
            throw ContainerRefusedException.permanent(
                    "image_missing", "the engine has no image " + image + ", and without a name none can be pulled");
        }
        try {
            if (!client.pullImageCmd(image).start().awaitCompletion(PULL_SECONDS, TimeUnit.SECONDS)) {
                throw ContainerRefusedException.passing(
                        "image_unavailable", "pulling " + image + " takes too long", null);
            }
        } catch (DockerException | DockerClientException refused) {
            throw ContainerRefusedException.passing(
                    "image_unavailable", "the engine cannot pull " + image + ": " + refused.getMessage(), refused);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw ContainerRefusedException.passing("image_unavailable", "stopped while pulling " + image, stopped);
        }
    }

    private DockerImages() {}
}
