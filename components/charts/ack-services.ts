/** Services of AWS whose controller of ACK the kit knows. Others come among `charts`, with statements of their own. */
import { ackChart } from "./ack";
import { dynamodbStatements, s3Statements, sqsStatements } from "./ack-actions";

export const s3Controller = ackChart({
    service: "s3",
    version: "1.10.0",
    seen: "2026-08-18",
    kinds: ["Bucket"],
    plurals: ["buckets"],
    endpoints: ["s3"],
    // Source: Amazon S3 User Guide, bucketnamingrules.
    form: /^[a-z0-9*][a-z0-9.*-]{0,61}[a-z0-9*]$/,
    statements: s3Statements,
});

export const sqsController = ackChart({
    service: "sqs",
    version: "1.6.1",
    seen: "2026-08-13",
    kinds: ["Queue"],
    plurals: ["queues"],
    endpoints: ["sqs"],
    // Source: Amazon SQS API Reference, CreateQueue.
    form: /^[A-Za-z0-9_*-]{1,80}(\.fifo)?$/,
    statements: sqsStatements,
});

export const dynamodbController = ackChart({
    service: "dynamodb",
    version: "1.9.2",
    seen: "2026-07-08",
    kinds: ["Backup", "Table"],
    plurals: ["backups", "globaltables", "tables"],
    endpoints: ["dynamodb"],
    // Source: Amazon DynamoDB API Reference, CreateTable.
    form: /^[A-Za-z0-9_.*-]{3,255}$/,
    statements: dynamodbStatements,
});
