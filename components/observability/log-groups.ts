/** LogGroups: where logs of workloads go, made before what writes them. */
import * as pulumi from "@pulumi/pulumi";

import { createLogGroup } from "../shared/log-group";
import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { checkLogGroups, decisionsOfLogGroups, groupName, type LogGroupsSpec } from "./log-groups-spec";

export interface LogGroupsArgs extends LogGroupsSpec {
    /** @default CloudWatch's own key */
    readonly logsKeyArn?: pulumi.Input<string>;
}

/**
 * Groups of CloudWatch Logs with an end to their lines and the environment's key. Agents make a group that is missing, without
 * either; once it is there, making it is refused.
 * @throws pulumi.ResourceError naming every argument CloudWatch would refuse.
 */
export class LogGroups extends pulumi.ComponentResource {
    /** What writes comes after these, and goes before them. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: LogGroupsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:observability:LogGroups", name, decisionsOfLogGroups(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkLogGroups(args)]);

        const { clusterName, groups, logsKeyArn, retainOnDelete, retentionDays } = args;
        this.ready = groups.map((key) =>
            createLogGroup(this, childName(name, key), {
                groupName: groupName(clusterName, key),
                retentionDays,
                retainOnDelete,
                ...(logsKeyArn === undefined ? {} : { keyArn: logsKeyArn }),
                displayName: `${clusterName}-${key}-logs`,
            }),
        );
        this.registerOutputs({});
    }
}
