package dev.trellis.infra.local.daemon;

import dev.trellis.contract.port.QueueNames;
import dev.trellis.infra.local.catalog.QueueFactory;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/** What the platform needs before anything can run in it: its own queues and the bucket of artifacts. */
public final class PlatformResources {

    private static final Logger LOG = LoggerFactory.getLogger(PlatformResources.class);

    private PlatformResources() {}

    /** Creates the platform's own queues, each with its dead-letter queue, where missing. */
    public static void createQueues(QueueFactory queues) {
        List.of(QueueNames.OUTCOMES, QueueNames.SUBMISSIONS, QueueNames.EVENTS).forEach(queues::create);
    }

    /** Creates the bucket where missing. */
    public static void createBucket(S3Client s3, String bucket) {
        try {
            var unused = s3.createBucket(request -> request.bucket(bucket));
        } catch (BucketAlreadyExistsException | BucketAlreadyOwnedByYouException e) {
            LOG.debug("bucket {} is there from an earlier run", bucket);
        }
    }
}
