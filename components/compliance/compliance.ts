/** Compliance: rules of AWS Config on clusters, what records clusters for them, and Security Hub. */
import { Rule } from "@pulumi/aws/cfg/rule";
import * as pulumi from "@pulumi/pulumi";

import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { type AlertsArgs, createAlerts } from "./alerts";
import { checkCompliance, type ComplianceSpec, decisionsOfCompliance, rulesOf } from "./compliance-spec";
import { createRecorder } from "./recorder";
import { createSecurityHub } from "./security-hub";

export type ComplianceArgs = AlertsArgs & ComplianceSpec;

/**
 * Rules judge what a recorder records. Both are the account's.
 * @throws pulumi.ResourceError naming everything AWS Config would refuse.
 */
export class Compliance extends pulumi.ComponentResource {
    /** Leaf resources. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: ComplianceArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:compliance:Compliance", name, decisionsOfCompliance(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkCompliance(args)]);

        const recording = createRecorder(this, name, args);
        const rules = createRules(this, name, args, recording);
        const alerts = createAlerts(
            this,
            name,
            args,
            rules.map((rule) => rule.name),
        );
        this.ready = [...rules, ...alerts, ...createSecurityHub(this, name, args.securityHub, args.region)];
        this.registerOutputs({});
    }
}

function createRules(
    parent: pulumi.Resource,
    name: string,
    args: ComplianceSpec,
    recording: readonly pulumi.CustomResource[],
): readonly Rule[] {
    return rulesOf(args).map(
        ({ identifier, name: rule, parameters }) =>
            new Rule(
                childName(name, rule),
                {
                    source: { owner: "AWS", sourceIdentifier: identifier },
                    ...(parameters === undefined ? {} : { inputParameters: parameters }),
                    tags: { Name: `${args.clusterName}-${rule}` },
                },
                // AWS takes no rule before there is a recorder.
                { parent, dependsOn: [...recording] },
            ),
    );
}
