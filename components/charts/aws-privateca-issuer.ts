/** AWS Private CA Issuer: certificates of AWS Private CA, through cert-manager. */
import { z } from "zod";

import { parseArn } from "../shared/arns";
import { isLabelName } from "../shared/object-names";
import { SYSTEM_TOLERATION } from "../shared/pods";
import type { Problem } from "../shared/problems";
import { type ChartSite, defineChart } from "./definition";
import { mirrored, placeOf, PRIORITY, spreadOf } from "./pod-values";
import type { Values } from "./values";

const NAME = "aws-privateca-issuer";
const IMAGE = "public.ecr.aws/k1n1h4h4/cert-manager-aws-privateca-issuer";
/** Source: templates/_helpers.tpl of chart v1.9.1, aws-privateca-issuer.selectorLabels. */
const LABELS = { "app.kubernetes.io/name": NAME };
/** Source: values.yaml of chart v1.9.1, resources. */
const SIZE = { cpu: "50m", memory: "64Mi" };

const options = {
    /** Issuers for every namespace (AWSPCAClusterIssuer), by name. */
    issuers: z.record(
        z.string(),
        z.strictObject({
            /** The authority, of this account or shared with it: `arn:aws:acm-pca:…:certificate-authority/…`. */
            arn: z.string(),
        }),
    ),
};

interface Chosen {
    readonly site: ChartSite;
    readonly options: z.infer<z.ZodObject<typeof options>>;
}

export const privateCaIssuer = defineChart({
    repository: "https://cert-manager.github.io/aws-privateca-issuer",
    version: {
        value: "v1.9.1",
        source: "cert-manager/aws-privateca-issuer charts/aws-pca-issuer/Chart.yaml, v1.9.1",
        seen: "2026-07-22",
        address: "https://github.com/cert-manager/aws-privateca-issuer/releases/tag/v1.9.1",
    },
    namespace: { name: NAME, podSecurity: { enforce: "baseline" } },
    phase: "karpenter",
    leftOut: { none: "its pods have nowhere to run" },
    needs: [{ word: "catalogue.cert-manager", why: "it answers cert-manager's requests" }],
    options,
    check,
    identity: ({ options: { issuers } }) => ({
        serviceAccount: NAME,
        statements: [
            {
                Sid: "Issue",
                Effect: "Allow",
                Action: [
                    "acm-pca:DescribeCertificateAuthority",
                    "acm-pca:GetCertificate",
                    "acm-pca:IssueCertificate",
                ],
                Resource: [...new Set(Object.values(issuers).map(({ arn }) => arn))].sort(),
            },
        ],
        annotate: "serviceAccount.annotations",
    }),
    pods: ({ site: { replicas } }) => [
        {
            name: NAME,
            kind: "Deployment",
            labels: LABELS,
            tolerations: [SYSTEM_TOLERATION],
            requests: SIZE,
            replicas,
        },
    ],
    values,
    objects: ({ options: { issuers } }) =>
        Object.entries(issuers).map(([name, { arn }]) => ({
            apiVersion: "awspca.cert-manager.io/v1beta1",
            kind: "AWSPCAClusterIssuer",
            metadata: { name },
            spec: { arn, region: parseArn(arn)?.region ?? "" },
        })),
    reserved: [
        { path: "approverRole", why: "lets cert-manager approve what it asks for", remedy: "Remove it" },
        { path: "podAnnotations", why: "keeps the pods where the kit places them", remedy: "Remove it" },
        { path: "replicaCount", why: "is what placement reckons with", remedy: "Set replicas beside values" },
        { path: "serviceAccount.name", why: "is the one its role trusts", remedy: "Remove it" },
        { path: "tolerations", why: "lets the pods start where the kit places them", remedy: "Remove it" },
    ],
    images: [IMAGE],
    definitions: {
        home: "crds",
        names: ["awspcaclusterissuers.awspca.cert-manager.io", "awspcaissuers.awspca.cert-manager.io"],
        kept: true,
    },
});

function check({ options: { issuers }, site }: Chosen): Problem[] {
    return [
        ...(Object.keys(issuers).length === 0
            ? [{ path: "issuers", what: "it has nothing to issue from", remedy: "Name an authority" }]
            : []),
        ...Object.entries(issuers).flatMap(([name, { arn }]) => {
            const path = `issuers.${name}`;
            const parsed = parseArn(arn);
            const isAuthority =
                parsed?.service === "acm-pca" && parsed.resource.startsWith("certificate-authority/");
            return [
                ...(isLabelName(name)
                    ? []
                    : [
                          {
                              path,
                              what: "not a name",
                              got: name,
                              remedy: "Use small letters, digits and hyphens",
                          },
                      ]),
                ...(isAuthority
                    ? []
                    : [
                          {
                              path: `${path}.arn`,
                              what: "not an authority of AWS Private CA",
                              got: arn,
                              remedy: `Write arn:aws:acm-pca:${site.region}:<account>:certificate-authority/<id>`,
                          },
                      ]),
            ];
        }),
    ];
}

/** Source of the keys: charts/aws-pca-issuer/values.yaml of v1.9.1. */
function values({ site }: Chosen): Values {
    return {
        approverRole: { enabled: true, namespace: "cert-manager", serviceAccountName: "cert-manager" },
        image: { repository: mirrored(site, IMAGE) },
        podAnnotations: placeOf(site),
        // A map that is left out is the chart's own budget, which one pod alone must not have.
        podDisruptionBudget: { maxUnavailable: 1 },
        ...PRIORITY,
        replicaCount: site.replicas,
        resources: { limits: SIZE, requests: SIZE },
        serviceAccount: { create: true, name: NAME },
        tolerations: [{ ...SYSTEM_TOLERATION }],
        topologySpreadConstraints: spreadOf(site, LABELS),
    };
}
