/** Flow logs in a bucket. Those in CloudWatch are in vpc.test.ts. */
import assert from "node:assert/strict";

import type { FlowLogs } from "../../../components/network/flow-logs-schema";
import {
    checkFlowLogs,
    describeFlowLogs,
    noticesOfFlowLogs,
} from "../../../components/network/flow-logs-spec";
import { describeProblem } from "../../../components/shared/problems";
import { inputsByLabel } from "../../support/record-component";
import { difference, NAME, recordVpc } from "../../support/record-vpc";

const BUCKET = "arn:aws:s3:::example-flow-logs/platform";
const IN_S3: FlowLogs = { kind: "s3", trafficType: "ALL" };

function messages(flowLogs: FlowLogs, flowLogsBucket?: string, region = "us-east-1"): string[] {
    const given = { flowLogs, region, ...(flowLogsBucket === undefined ? {} : { flowLogsBucket }) };
    return checkFlowLogs(given).map((problem) => describeProblem(problem));
}

describe("flow logs in a bucket", () => {
    it("are one flow log without role and log group", async () => {
        const { made, gone } = difference(
            await recordVpc(),
            await recordVpc({ flowLogs: IN_S3, flowLogsBucket: BUCKET }),
        );
        assert.deepEqual(gone, []);
        assert.deepEqual(made, {
            "FlowLog:network-flow-logs": {
                vpcId: "vpc-network-vpc",
                trafficType: "ALL",
                logDestinationType: "s3",
                logDestination: BUCKET,
                destinationOptions: {
                    fileFormat: "parquet",
                    hiveCompatiblePartitions: false,
                    perHourPartition: false,
                },
                maxAggregationInterval: 60,
                tags: NAME("flow-logs"),
            },
        });
    });

    it("have the format, the folders and the fields that are asked for", async () => {
        const flowLogs: FlowLogs = {
            ...IN_S3,
            fileFormat: "plain-text",
            hourlyPartitions: true,
            hivePartitions: true,
            fields: ["srcaddr", "pkt-dst-aws-service"],
        };
        const inputs = inputsByLabel(await recordVpc({ flowLogs, flowLogsBucket: BUCKET }));
        const { destinationOptions, logFormat } = inputs["FlowLog:network-flow-logs"] ?? assert.fail();
        assert.deepEqual(destinationOptions, {
            fileFormat: "plain-text",
            hiveCompatiblePartitions: true,
            perHourPartition: true,
        });
        assert.equal(logFormat, "${srcaddr} ${pkt-dst-aws-service}");
        assert.equal(describeFlowLogs(flowLogs, BUCKET), `ALL, plain-text in ${BUCKET}`);
        assert.match(
            noticesOfFlowLogs(flowLogs, "210987654321").join(),
            /put objects for account 210987654321/,
        );
        assert.deepEqual(noticesOfFlowLogs({ kind: "off" }, "1"), []);
    });

    it("are refused without a bucket, with one of another kind, and fields that are none", () => {
        assert.deepEqual(messages(IN_S3, BUCKET), []);
        assert.deepEqual(messages(IN_S3), [
            "flowLogsBucket: flow logs go to a bucket, and none is named. Name it: arn:aws:s3:::<bucket>/<folder>. Its owner keeps, encrypts and deletes what is in it.",
        ]);
        assert.deepEqual(messages(IN_S3, BUCKET, "cn-north-1"), [
            `flowLogsBucket: not the ARN of a bucket here (got "${BUCKET}"). Write arn:aws-cn:s3:::<bucket> or arn:aws-cn:s3:::<bucket>/<folder>.`,
        ]);
        assert.deepEqual(messages({ kind: "off" }, BUCKET), [
            `flowLogsBucket: no flow log goes there, for flowLogs.kind is off (got "${BUCKET}"). Remove it, or write flowLogs: { kind: "s3", … } in the shape.`,
        ]);
        assert.deepEqual(messages({ ...IN_S3, fields: ["${srcaddr}", "end", "end"] }, BUCKET), [
            'flowLogs.fields[0]: not the name of a field (got "${srcaddr}"). Write its name alone, such as srcaddr or pkt-dst-aws-service.',
            'flowLogs.fields[2]: named at [1] already (got "end"). Name each field once.',
        ]);
        assert.deepEqual(messages({ ...IN_S3, fields: [] }, BUCKET), [
            "flowLogs.fields: records would be empty (got []). Name fields, or leave it out.",
        ]);
    });
});
