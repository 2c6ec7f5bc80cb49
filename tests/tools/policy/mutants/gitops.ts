/** What controls of GitOps must notice. */
import type { Json } from "../../../../components/shared/json";
import { TYPES } from "../../../../tools/policy/planned";
import { isObject } from "../../../../tools/policy/reading";
import { alter, edit, type Mutant, type Mutants, set } from "../mutate";

const SECRET = "kubernetes:core/v1:Secret";

/** Only what is a cluster's, as the control looks at it. */
function inCluster(change: string, config: Json): Mutant {
    return edit(SECRET, change, (inputs) =>
        isObject(inputs) &&
        JSON.stringify(inputs["metadata"]).includes('"argocd.argoproj.io/secret-type":"cluster"')
            ? { ...inputs, stringData: { config: JSON.stringify(config) } }
            : inputs,
    );
}

const trust = (condition: Json): Mutant =>
    alter(TYPES.role, `a spoke's trust with ${JSON.stringify(condition)}`, (one) =>
        one.name.startsWith("gitops-spoke")
            ? {
                  ...one,
                  inputs: {
                      assumeRolePolicy: JSON.stringify({
                          Statement: [
                              {
                                  Effect: "Allow",
                                  Action: "sts:AssumeRole",
                                  Principal: { AWS: "arn:aws:iam::210987654321:root" },
                                  Condition: condition,
                              },
                          ],
                      }),
                  },
              }
            : one,
    );

const HUB = "arn:aws:iam::210987654321:role/hub";

export const GITOPS_MUTANTS: Mutants = {
    C140: [
        inCluster("a token", { bearerToken: "t" }),
        inCluster("a password", { username: "u", password: "p" }),
        inCluster("a key", { tlsClientConfig: { keyData: "k" } }),
        inCluster("a command", { execProviderConfig: { command: "x" } }),
        inCluster("no look at certificates", { tlsClientConfig: { insecure: true } }),
        set(SECRET, "stringData", undefined),
    ],
    C141: [
        trust({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::210987654321:role/*" } }),
        trust({ ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::210987654321:role/*" } }),
        trust({ ArnEquals: { "aws:PrincipalArn": [HUB, `${HUB}-2`] } }),
        trust({ StringEquals: { "aws:PrincipalAccount": "210987654321" } }),
        trust({ ArnEquals: { "aws:PrincipalArn": HUB }, ArnLike: { "aws:SourceArn": "*" } }),
    ],
};
