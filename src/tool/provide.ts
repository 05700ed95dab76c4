/** Sees to it that the tool is there. */
import type { Variables } from '../context.ts'
import { findTool } from './find.ts'
import type { Tool, ToolName } from './tool.ts'

/** @param variables the process's environment */
export async function provideTool(name: ToolName, variables: Variables): Promise<Tool> {
  return { name, program: findTool(name, variables) ?? name }
}
