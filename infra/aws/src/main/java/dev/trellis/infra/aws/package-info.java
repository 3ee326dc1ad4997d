/** The ports on AWS: SQS, DynamoDB, S3 and Lambda. */
@NullMarked
package dev.trellis.infra.aws;

import org.jspecify.annotations.NullMarked;
