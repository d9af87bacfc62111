"""Pure rules of sanctions and forms: values in, values out."""
