/** Variables of the shell, set for one run. */

/** Runs `run` with these variables set and puts back what was there. */
export async function withVariables<T>(
    variables: Readonly<Record<string, string>>,
    run: () => Promise<T>,
): Promise<T> {
    const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
    Object.assign(process.env, variables);
    try {
        return await run();
    } finally {
        for (const [name, value] of before) {
            if (value === undefined) Reflect.deleteProperty(process.env, name);
            else process.env[name] = value;
        }
    }
}
