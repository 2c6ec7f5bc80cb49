/** AWS Security Hub of the account, and the standards it judges by. */
import { Account } from "@pulumi/aws/securityhub/account";
import { StandardsSubscription } from "@pulumi/aws/securityhub/standardsSubscription";
import type * as pulumi from "@pulumi/pulumi";

import { childName } from "../shared/names";
import type { SecurityHubWords } from "./compliance-schema";
import { standardsOf } from "./security-hub-spec";

/** The hub before its standards. AWS's own choice of standards is left out: two of them nobody would see in the plan. */
export function createSecurityHub(
    parent: pulumi.Resource,
    name: string,
    words: SecurityHubWords | undefined,
    region: string,
): readonly pulumi.CustomResource[] {
    if (words === undefined) return [];
    const hub =
        words.account === "existing"
            ? []
            : [
                  new Account(
                      childName(name, "security-hub"),
                      {
                          autoEnableControls: true,
                          enableDefaultStandards: false,
                      },
                      { parent },
                  ),
              ];
    const standards = standardsOf(words, region).map(
        ({ arn, name: standard }) =>
            new StandardsSubscription(
                childName(name, "standard", standard),
                { standardsArn: arn },
                { parent, dependsOn: hub },
            ),
    );
    return [...hub, ...standards];
}
