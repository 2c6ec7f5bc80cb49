/** What file systems of FSx have in common, whatever serves the files. */
import type { Json } from "../../../../components/shared/json";
import { defaults, ec2Id, regional, regionalArn, textOf } from "../../build";
import type { FactsContext, Properties } from "../../facts";

export function fsxId(ctx: FactsContext): string {
    return `fs-0${ctx.hex("id", 16)}`;
}

/** Names of computed values that all have, unknown before FSx answers. */
export const FSX_UNKNOWN: readonly string[] = [
    "arn",
    "dnsName",
    "networkInterfaceIds",
    "ownerId",
    "vpcId",
    "dailyAutomaticBackupStartTime",
    "kmsKeyId",
    "weeklyMaintenanceStartTime",
];

/** @param subnet any of its subnets */
export function fsxOutputs(ctx: FactsContext, subnet: string): Properties {
    return {
        ...regional(ctx),
        arn: regionalArn(ctx, "fsx", `file-system/${fsxId(ctx)}`),
        dnsName: `${fsxId(ctx)}.fsx.${ctx.region}.${ctx.dnsSuffix}`,
        networkInterfaceIds: [ec2Id(ctx, "eni")],
        ownerId: ctx.account,
        vpcId: textOf(ctx.find(subnet)?.["vpcId"], ec2Id(ctx, "vpc")),
        ...defaults(ctx, {
            dailyAutomaticBackupStartTime: "04:00",
            kmsKeyId: regionalArn(ctx, "kms", "key/00000000-0000-4000-8000-000000000000"),
            weeklyMaintenanceStartTime: "7:03:00",
        }),
    };
}

/** The first of a list of subnets. */
export function firstSubnet(ctx: FactsContext): string {
    const { subnetIds } = ctx.inputs;
    const ids: readonly Json[] = Array.isArray(subnetIds) ? subnetIds : [];
    return textOf(ids[0]);
}
