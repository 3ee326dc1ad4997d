package dev.trellis.infra.aws;

import dev.trellis.contract.port.PortUnavailableException;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.retry.RetryUtils;

/** The border between the SDK's errors and the ports'. */
final class AwsCall {

    /**
     * Makes a call.
     *
     * @param what the service and the operation, for messages
     * @throws PortUnavailableException when the service does not answer, is overloaded or broken
     * @throws IllegalStateException when it refuses the call: a wrong permission or a missing table
     */
    static <T> T of(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkServiceException refused) {
            throw translated(what, refused);
        } catch (SdkClientException unreachable) {
            throw new PortUnavailableException(what + " did not answer: " + unreachable.getMessage(), unreachable);
        }
    }

    /** A service's error as the ports know it. */
    static RuntimeException translated(String what, SdkServiceException refused) {
        if (refused.statusCode() >= 500
                || RetryUtils.isThrottlingException(refused)
                || RetryUtils.isClockSkewException(refused)) {
            return new PortUnavailableException(what + " is out of order: " + refused.getMessage(), refused);
        }
        return new IllegalStateException(what + " was refused: " + refused.getMessage(), refused);
    }

    /** The service's own code of an error, for example {@code ReceiptHandleIsInvalid}. */
    static String code(AwsServiceException refused) {
        return refused.awsErrorDetails() == null
                ? ""
                : String.valueOf(refused.awsErrorDetails().errorCode());
    }

    private AwsCall() {}
}
