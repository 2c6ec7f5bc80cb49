/** Certificates that stand in the plan: the last day each is valid. Pure. */
import { X509Certificate } from "node:crypto";

import type { Json } from "../../components/shared/json";
import type { PlannedGraph, PlannedResource } from "../plan/graph";
import type { Found } from "./entry";

const PEM = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;
/** The same in base64, as node classes of Auto Mode have their bundles. */
const ENCODED = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t";

/** Each certificate once a resource, however often it stands there. */
export function daysOfCertificates({ resources }: PlannedGraph): readonly Found[] {
    return resources.flatMap((resource) => {
        if (!resource.custom) return [];
        const found = new Map(
            certificatesIn(resource.inputs).map((one) => [one.fingerprint256, one] as const),
        );
        return [...found.values()].map((certificate) => entryOf(resource, certificate));
    });
}

function entryOf({ name, type }: PlannedResource, certificate: X509Certificate): Found {
    const subject = certificate.subject.split("\n").join(", ");
    const owner = type.split(":").at(-1) ?? type;
    return {
        id: `certificate/${name}/${certificate.serialNumber.toLowerCase()}`,
        kind: "certificate",
        day: new Date(certificate.validTo).toISOString().slice(0, 10),
        what: `The certificate ${subject} of ${name} ends`,
        why: `Whatever ${owner} ${name} checks by it is refused afterwards: put its successor beside it before.`,
        source: `the certificate itself, serial number ${certificate.serialNumber.toLowerCase()}`,
    };
}

function certificatesIn(value: Json): readonly X509Certificate[] {
    return textsIn(value).flatMap((text) => {
        const decoded = text.includes(ENCODED) ? Buffer.from(text, "base64").toString("latin1") : text;
        return [...decoded.matchAll(PEM)].flatMap(([pem]) => parsed(pem));
    });
}

/** Every text in which a certificate may be. */
function textsIn(value: Json): readonly string[] {
    if (typeof value === "string") {
        return value.includes("BEGIN CERTIFICATE") || value.includes(ENCODED) ? [value] : [];
    }
    if (value === null || typeof value !== "object") return [];
    return Object.values(value).flatMap((inner: Json) => textsIn(inner));
}

/** What is no certificate after all is somebody else's to refuse. */
function parsed(pem: string): readonly X509Certificate[] {
    try {
        return [new X509Certificate(pem)];
    } catch {
        return [];
    }
}
