/** Flow logs: what is refused of them, and what a reader of the plan is told. Pure. */
import { parseArn } from "../shared/arns";
import type { Problem } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import { checkRetention } from "../shared/retention";
import type { FlowLogs } from "./flow-logs-schema";

interface Given {
    readonly flowLogs: FlowLogs;
    readonly flowLogsBucket?: string;
    readonly region?: string;
}

export function checkFlowLogs({ flowLogs, flowLogsBucket, region }: Given): Problem[] {
    return [
        ...(flowLogs.kind === "on" ? checkRetention("flowLogs.retentionDays", flowLogs.retentionDays) : []),
        ...(flowLogs.kind === "s3" ? checkFields(flowLogs.fields) : []),
        ...checkBucket(flowLogs.kind, flowLogsBucket, region),
    ];
}

/** Source: VPC User Guide, flow-log-records, "Available fields": small letters and hyphens. */
function checkFields(fields: readonly string[] | undefined): Problem[] {
    if (fields === undefined) return [];
    const path = "flowLogs.fields";
    if (fields.length === 0) {
        return [{ path, what: "records would be empty", got: [], remedy: "Name fields, or leave it out" }];
    }
    return fields.flatMap((got, index): Problem[] => {
        const at = `${path}[${index}]`;
        if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(got)) {
            const remedy = "Write its name alone, such as srcaddr or pkt-dst-aws-service";
            return [{ path: at, what: "not the name of a field", got, remedy }];
        }
        const first = fields.indexOf(got);
        if (first === index) return [];
        return [{ path: at, what: `named at [${first}] already`, got, remedy: "Name each field once" }];
    });
}

function checkBucket(
    kind: FlowLogs["kind"],
    bucket: string | undefined,
    region: string | undefined,
): Problem[] {
    const path = "flowLogsBucket";
    if (kind !== "s3") {
        if (bucket === undefined) return [];
        const remedy = 'Remove it, or write flowLogs: { kind: "s3", … } in the shape';
        return [{ path, what: `no flow log goes there, for flowLogs.kind is ${kind}`, got: bucket, remedy }];
    }
    if (bucket === undefined) {
        const remedy =
            "Name it: arn:aws:s3:::<bucket>/<folder>. Its owner keeps, encrypts and deletes what is in it";
        return [{ path, what: "flow logs go to a bucket, and none is named", remedy }];
    }
    const arn = parseArn(bucket);
    if (arn?.service === "s3" && (region === undefined || arn.partition === partitionOf(region))) return [];
    const partition = partitionOf(region ?? "us-east-1");
    const remedy = `Write arn:${partition}:s3:::<bucket> or arn:${partition}:s3:::<bucket>/<folder>`;
    return [{ path, what: "not the ARN of a bucket here", got: bucket, remedy }];
}

export function describeFlowLogs(flowLogs: FlowLogs, bucket = "no bucket"): string {
    switch (flowLogs.kind) {
        case "off":
            return "off";
        case "on":
            return `${flowLogs.trafficType}, ${flowLogs.retentionDays} days`;
        case "s3":
            return `${flowLogs.trafficType}, ${flowLogs.fileFormat ?? "parquet"} in ${bucket}`;
    }
}

/** What the bucket's owner has to allow. Source: VPC User Guide, flow-logs-s3-permissions. */
export function noticesOfFlowLogs(flowLogs: FlowLogs | undefined, account: string | undefined): string[] {
    if (flowLogs?.kind !== "s3") return [];
    return [
        `Flow logs are written by delivery.logs.amazonaws.com: the policy of platform:flowLogsBucket lets it put objects for account ${account ?? "…"}, ` +
            "and its key's policy lets it encrypt them. In a bucket of this account AWS writes that policy itself, over the one there is",
    ];
}
