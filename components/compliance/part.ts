/** Rules of AWS Config on clusters of the account, and Security Hub. */
import type { z } from "zod";

import { type Environment, type Named, part } from "../platform/part";
import { defined } from "../shared/defined";
import { KUBERNETES_MINORS } from "../versions";
import { Compliance } from "./compliance";
import { complianceSchema } from "./compliance-schema";
import { checkCompliance, type ComplianceSpec, noticesOfCompliance } from "./compliance-spec";

const words = {
    /**
     * AWS Config judges clusters: their version, their endpoint, their secrets; Security Hub judges the account. One environment of an account and region says it.
     * @default not the kit's
     * @example
     * compliance: { rules: ["supported-version", "secrets"], recorder: {}, alerts: { kind: "own-topic" } },
     */
    compliance: complianceSchema.exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>>;

export const compliance = part({
    words,
    phase: "access",
    plan: ({
        settings: { account, clusterName, region },
        shape,
    }: Environment<Reads>): Named<ComplianceSpec>[] =>
        shape.compliance === undefined
            ? []
            : [
                  {
                      name: "compliance",
                      shapePath: "compliance",
                      spec: {
                          ...shape.compliance,
                          account,
                          clusterName,
                          region,
                          oldestKnown: KUBERNETES_MINORS[0],
                      },
                  },
              ],
    origins: { account: "account", clusterName: "clusterName", region: "region", oldestKnown: { shape: "" } },
    check: checkCompliance,
    notices: (components) => components.flatMap(({ spec }) => noticesOfCompliance(spec)),
    build: ({ name, spec }, { ground: { keys }, options }) => {
        const { alertsKeyArn } = keys;
        return new Compliance(name, { ...spec, ...defined({ alertsKeyArn }) }, options);
    },
});
